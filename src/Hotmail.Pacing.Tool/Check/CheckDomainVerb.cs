using System.CommandLine;
using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Tool.Reports;

namespace Hotmail.Pacing.Tool.Check;

/// <summary><c>pacing check domain</c></summary>
internal static class CheckDomainVerb
{
    public static Command Create(SpoolRunner runner, CheckOptions options)
    {
        var command = new Command("domain", "Checks what the DNS shows of a sending domain: SPF, DKIM keys, DMARC, mail exchangers, TLS policies, and its sending addresses. Needs no spool.");
        Argument<string> domain = CheckOptions.Domain("The domain of the From addresses.");
        var selectors = new Option<string[]>("--selector") { Description = "A DKIM selector that its mail is signed with. May be given several times.", HelpName = "name" };
        Option<IPAddress[]> addresses = CheckOptions.Addresses("--address", "An address from which its mail leaves, as receivers see it. May be given several times.");
        var ehlo = new Option<string?>("--ehlo") { Description = "The name that the sender gives in EHLO.", HelpName = "name" };
        var envelope = new Option<string?>("--envelope") { Description = "The domain of the envelope senders, where it is another one.", HelpName = "domain" };
        envelope.Validators.Add(CheckOptions.RequireDomains);
        Option<Blocklist[]> blocklists = CheckOptions.Blocklists();
        command.Arguments.Add(domain);
        foreach (Option option in new Option[] { selectors, addresses, ehlo, envelope, blocklists })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => runner.InterruptiblyAsync(async () =>
        {
            var check = new DomainCheck(options.Resolver(parsed, runner.Terminal), CheckOptions.WithLists(parsed.GetValue(blocklists) ?? []), runner.Terminal.Time);
            var request = new DomainCheckRequest
            {
                Domain = parsed.GetValue(domain)!.TrimEnd('.'),
                Selectors = parsed.GetValue(selectors) ?? [],
                Addresses = parsed.GetValue(addresses) ?? [],
                EhloName = parsed.GetValue(ehlo),
                EnvelopeDomain = parsed.GetValue(envelope),
            };
            DomainReport found = await check.CheckAsync(request, cancellationToken).ConfigureAwait(false);
            DomainCheckReport report = DomainCheckReport.Of(found);
            await runner.ReportAsync(parsed, report, ReportJson.Readable.DomainCheckReport, writer => CheckText.Write(writer, report, runner.Terminal.Width)).ConfigureAwait(false);
            return CheckText.ExitCodeOf(found.Issues);
        }));
        return command;
    }
}
