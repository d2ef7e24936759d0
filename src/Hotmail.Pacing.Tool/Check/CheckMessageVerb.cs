using System.CommandLine;
using System.Net;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Check;

/// <summary><c>pacing check message</c></summary>
internal static class CheckMessageVerb
{
    public static Command Create(SpoolRunner runner, CheckOptions options)
    {
        var command = new Command("message", "Checks a message as receivers do: SPF, its DKIM signatures, DMARC, and what Microsoft, Google and Yahoo ask of bulk senders. Needs no spool.");
        var file = new Argument<FileInfo>("FILE") { Description = "The message as it leaves, an .eml file." };
        file.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var path }] && !File.Exists(path))
            {
                result.AddError(Directory.Exists(path) ? $"'{path}' is a folder, not a message." : $"There is no file '{path}'.");
            }
        });
        Option<IPAddress[]> address = CheckOptions.Addresses("--address", "The address from which it was sent, as the receiver saw it; without it, SPF is not evaluated.");
        address.Arity = ArgumentArity.ExactlyOne;
        var sender = new Option<string?>("--mail-from") { Description = "The envelope sender; without it, the Return-Path of the message.", HelpName = "address" };
        sender.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }] && !Inputs.IsSender(text))
            {
                result.AddError($"'{text}' is no address, such as news@example.com, or \"\" for a bounce.");
            }
        });
        var ehlo = new Option<string?>("--ehlo") { Description = "The name that was given in EHLO.", HelpName = "name" };
        var transactional = new Option<bool>("--transactional") { Description = "It is a receipt, a password or the like, which nobody can unsubscribe from." };
        command.Arguments.Add(file);
        foreach (Option option in new Option[] { address, sender, ehlo, transactional })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => runner.InterruptiblyAsync(async () =>
        {
            var check = new MessageCheck(options.Resolver(parsed, runner.Terminal), new SenderReputationOptions(), runner.Terminal.Time);
            var request = new MessageCheckRequest
            {
                ClientAddress = parsed.GetValue(address)?.FirstOrDefault(),
                MailFrom = parsed.GetValue(sender) is { } from ? Inputs.WithoutBrackets(from) : null,
                EhloName = parsed.GetValue(ehlo),
                IsMarketing = !parsed.GetValue(transactional),
            };
            try
            {
                FileStream stream = parsed.GetValue(file)!.OpenRead();
                await using (stream.ConfigureAwait(false))
                {
                    MessageReport found = await check.CheckAsync(stream, request, cancellationToken).ConfigureAwait(false);
                    MessageCheckReport report = MessageCheckReport.Of(parsed.GetValue(file)!.ToString(), found);
                    await runner.ReportAsync(parsed, report, ReportJson.Readable.MessageCheckReport, writer => CheckText.Write(writer, report, WhyNoSpf(request), runner.Terminal.Width)).ConfigureAwait(false);
                    return CheckText.ExitCodeOf(found.Issues);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return await runner.FailAsync(exception.Message, ExitCodes.BadInput).ConfigureAwait(false);
            }
        }));
        return command;
    }

    private static string WhyNoSpf(MessageCheckRequest request) =>
        request.ClientAddress is null ? "it needs --address"
        : request.MailFrom?.Length == 0 ? "a bounce needs --ehlo"
        : "it needs --mail-from, for the message has no Return-Path with an address";
}
