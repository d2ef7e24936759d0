using System.CommandLine;
using CampaignSender;
using Hotmail.Pacing.Sqlite;

var relay = new Option<string?>("--relay") { Description = "Send through this relay instead of the demo's receivers.", HelpName = "host:port" };
var direct = new Option<bool>("--direct") { Description = "Send to the recipients' mail exchangers (MX) instead of the demo's receivers." };
var recipients = new Option<FileInfo?>("--recipients") { Description = "The recipients: CSV with the columns Address, Engagement (Engaged, Normal, Dormant), and one for each merge field.", HelpName = "file.csv" };
var template = new Option<FileInfo?>("--template") { Description = "The message; {{Field}} stands for a recipient's merge field.", HelpName = "file.eml" };
var settings = new Option<FileInfo?>("--settings") { Description = "Settings beside the sample's own: the section ProviderPacing, and Demo for the demo.", HelpName = "file.json" };
var spool = new Option<FileInfo?>("--spool") { Description = "The file that the queue is kept in. A campaign that was cut short goes on with it. Without it, a new one for the demo, and NAME.spool.db in the current folder for recipients from NAME.csv.", HelpName = "file.db" };
var picture = new Option<FileInfo?>("--picture") { Description = "Where the picture of ceiling and cap goes (.svg or .png).", HelpName = "file.svg" };
var plain = new Option<bool>("--plain") { Description = "No live view: a line now and then. So it is too when the output is not a terminal." };

var command = new RootCommand("Sends a campaign with Hotmail.Pacing. Without --relay or --direct it is a demo: everything goes to throttling receivers inside this process, on loopback.")
{
    relay, direct, recipients, template, settings, spool, picture, plain,
};
command.Validators.Add(result =>
{
    // By what was written, not by its value: an option without its value is the parser's to report.
    var (toRelay, toHosts) = (IsGiven(relay), IsGiven(direct));
    if (toRelay && toHosts)
    {
        result.AddError("--relay and --direct exclude each other.");
    }

    if ((toRelay || toHosts) && !IsGiven(recipients))
    {
        result.AddError("--relay and --direct need --recipients: the sample's own file is made up.");
    }

    bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
});
command.SetAction(async (result, cancellationToken) =>
{
    try
    {
        var arguments = new CampaignArguments(
            result.GetValue(relay), result.GetValue(direct), result.GetValue(recipients), result.GetValue(template), result.GetValue(settings),
            result.GetValue(spool), result.GetValue(picture), result.GetValue(plain));
        return await Campaign.RunAsync(arguments, cancellationToken);
    }
    catch (Exception exception) when (exception is CampaignInputException or SpoolException)
    {
        await Console.Error.WriteLineAsync($"error: {exception.Message}");
        return ExitCodes.BadInput;
    }
    catch (OperationCanceledException)
    {
        return ExitCodes.Interrupted;
    }
});

var parsed = command.Parse(args);
return parsed.Errors.Count > 0 ? ReportUsage(parsed) : await parsed.InvokeAsync();

static int ReportUsage(ParseResult parsed)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"error: {error.Message}");
    }

    Console.Error.WriteLine("Try --help.");
    return ExitCodes.BadInput;
}
