using System.Globalization;
using System.Net;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>
/// Checks that a domain that sends can be answered: that it has mail exchangers, that they have public addresses, and that it does not say that it takes no mail
/// (RFC 5321 §5.1, RFC 7505). Nobody is connected to. Asks at most 21 questions, one after the other. Safe for use by several threads at once.
/// </summary>
/// <remarks>That a mail exchanger is an alias (CNAME), which RFC 2181 §10.3 forbids, is not seen: the resolver follows aliases.</remarks>
public sealed class MailExchangerCheck
{
    private const int MostHosts = 10;

    private readonly IDnsResolver _resolver;

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public MailExchangerCheck(IDnsResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
    }

    /// <summary>Checks a domain. Whatever the DNS says is in the report; where it does not answer, that is an issue of severity Unknown.</summary>
    /// <param name="domain">The domain of a sender: of From, Reply-To or MAIL FROM.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<MailExchangerReport> CheckAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var name = DomainName.ToAscii(domain);
        var report = new MailExchangerReport { Domain = name };
        if (HostName.FindError(name, out _) is { } error)
        {
            var shown = QuotedText.Quote(name);
            return report with { Issues = [MailExchangerIssues.NoDomain.On(shown, $"\"{shown}\" is no domain: {error}.", fix: "Give the name of a domain.")] };
        }

        var answer = await _resolver.AskAsync(name, DnsRecordKind.Mx, cancellationToken).ConfigureAwait(false);
        if (DnsAsking.Failure(answer) is { } failure)
        {
            return report with { Issues = [MailExchangerIssues.Unknown.On(name, $"The MX records of {name} could not be asked for: {QuotedText.Quote(failure)}")] };
        }

        if (answer.Status == DnsAnswerStatus.NoName)
        {
            return report with { Issues = [MailExchangerIssues.NoDomain.On(name, $"The DNS says that there is no {name}.")] };
        }

        return answer.Names.Count == 0
            ? await CheckImplicitAsync(report, cancellationToken).ConfigureAwait(false)
            : await CheckHostsAsync(report, answer.Names, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsNull(string name) => name is "" or ".";

    private async ValueTask<MailExchangerReport> CheckImplicitAsync(MailExchangerReport report, CancellationToken cancellationToken)
    {
        var domain = report.Domain;
        var found = await _resolver.AskAddressesAsync(domain, cancellationToken).ConfigureAwait(false);
        if (found.Found.Count == 0)
        {
            return report with
            {
                Issues =
                [
                    found.Failure is { } failure
                        ? MailExchangerIssues.Unknown.On(domain, $"{domain} has no MX record, and its addresses could not be asked for: {QuotedText.Quote(failure)}")
                        : MailExchangerIssues.Missing.On(domain, $"{domain} has no MX, A or AAAA record.", fix: $"Publish {domain} MX 10 with the name of the host that takes the domain's mail."),
                ],
            };
        }

        var issues = new List<ReputationIssue> { MailExchangerIssues.Implicit.On(domain, $"{domain} has no MX record; its address is {found.Found[0]}.") };
        if (!found.Found.Any(AddressScope.IsPublic))
        {
            issues.Insert(0, MailExchangerIssues.Unreachable.On(domain, $"{domain} has no MX record, and its address {found.Found[0]} is not public."));
        }

        return report with { MailExchangers = [new MailExchanger(domain, found.Found)], Issues = issues };
    }

    private async ValueTask<MailExchangerReport> CheckHostsAsync(MailExchangerReport report, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var domain = report.Domain;
        string[] hosts = [.. names.Where(static name => !IsNull(name)).Select(DomainName.ToAscii).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (hosts.Length == 0)
        {
            var fix = $"Publish {domain} MX 10 with the name of the host that takes the domain's mail, or send from another domain.";
            return report with { Issues = [MailExchangerIssues.NullMx.On(domain, $"{domain} MX 0 .", fix: fix)] };
        }

        var issues = new List<ReputationIssue>();
        if (names.Any(IsNull))
        {
            issues.Add(MailExchangerIssues.NullMxWithOthers.On(domain, $"{domain} has the MX records . and {QuotedText.Quote(hosts[0])}."));
        }

        if (hosts.Length > MostHosts)
        {
            issues.Add(MailExchangerIssues.TooMany.On(domain, string.Create(CultureInfo.InvariantCulture, $"{domain} has {hosts.Length} MX records; the first {MostHosts} were looked at.")));
        }

        var exchangers = new List<MailExchanger>();
        var isReachable = false;
        foreach (var host in hosts.Take(MostHosts))
        {
            var found = await FindAsync(domain, host, issues, cancellationToken).ConfigureAwait(false);
            exchangers.Add(new MailExchanger(host, found.Found));

            // What could not be asked for may be reachable.
            isReachable |= found.Failure is not null || found.Found.Any(AddressScope.IsPublic);
        }

        // An address in place of a name says it already.
        if (!isReachable && hosts.Length <= MostHosts && issues.TrueForAll(static issue => issue.Definition != MailExchangerIssues.IsAddress))
        {
            // What is wrong with each of them is why, and no fault of its own.
            var why = string.Join(' ', issues.Where(IsOfOneHost).Select(static issue => issue.Evidence));
            issues.RemoveAll(IsOfOneHost);
            issues.Add(MailExchangerIssues.Unreachable.On(domain, $"Of the MX records of {domain}, none leads to a public address. {why}"));
        }

        return report with { MailExchangers = exchangers, Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    private static bool IsOfOneHost(ReputationIssue issue) => issue.Definition == MailExchangerIssues.HostUnresolved || issue.Definition == MailExchangerIssues.PrivateAddress;

    private async ValueTask<HostAddresses> FindAsync(string domain, string host, List<ReputationIssue> issues, CancellationToken cancellationToken)
    {
        var shown = QuotedText.Quote(host);
        var none = new HostAddresses([], null, null);
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            issues.Add(MailExchangerIssues.IsAddress.On(shown, $"{domain} MX {shown}", fix: $"Publish mail.{domain} with the address {literal}, and {domain} MX 10 mail.{domain}."));
            return none;
        }

        var found = await _resolver.AskAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        if (found.Found.Count == 0)
        {
            issues.Add(found.Failure is { } failure
                ? MailExchangerIssues.Unknown.On(shown, $"The addresses of {shown}, a mail exchanger of {domain}, could not be asked for: {QuotedText.Quote(failure)}")
                : MailExchangerIssues.HostUnresolved.On(shown, $"{domain} MX {shown}, which has neither A nor AAAA records."));
        }
        else if (found.Found.FirstOrDefault(static address => !AddressScope.IsPublic(address)) is { } hidden)
        {
            issues.Add(MailExchangerIssues.PrivateAddress.On(shown, $"{domain} MX {shown}, which has the address {hidden}."));
        }

        return found;
    }
}
