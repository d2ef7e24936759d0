using System.CommandLine;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary>The options that choose deliveries.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _group = new("--group") { Description = "Those of this destination group.", HelpName = "group" };
    private readonly Option<string?> _source = new("--source") { Description = "Those of this egress source.", HelpName = "source" };
    private readonly Option<string?> _domain = new("--domain") { Description = "Those to recipients of this domain.", HelpName = "domain" };
    private readonly Option<string?> _campaign = new("--campaign") { Description = "Those of this campaign.", HelpName = "campaign" };
    private readonly Option<long?> _message = new("--message") { Description = "Those of this message.", HelpName = "number" };
    private readonly Option<DeliveryState?> _state = new("--state")
    {
        Description = "Those in this state: queued, deferred or in_progress.",
        HelpName = "state",
        CustomParser = static result => ParseState(result),
    };

    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Those accepted longer ago than this, such as 30m, 2h or 1d.", HelpName = "time", CustomParser = static result => Durations.Parse(result),
    };

    private readonly Option[] _all;
    private readonly TimeProvider _time;

    public FilterOptions(Command command, TimeProvider time)
    {
        _time = time;
        _all = [_group, _source, _domain, _campaign, _message, _state, _olderThan];
        foreach (Option option in _all)
        {
            command.Options.Add(option);
        }
    }

    public bool Contains(Option option) => _all.Contains(option);

    /// <summary>What they choose.</summary>
    public SpoolFilter Read(ParseResult parsed) => new()
    {
        Group = parsed.GetValue(_group),
        Source = parsed.GetValue(_source),
        Domain = parsed.GetValue(_domain),
        Campaign = parsed.GetValue(_campaign),
        MessageId = parsed.GetValue(_message),
        State = parsed.GetValue(_state),
        AcceptedBefore = parsed.GetValue(_olderThan) is { } age ? _time.GetUtcNow() - age : null,
    };

    private static DeliveryState? ParseState(System.CommandLine.Parsing.ArgumentResult result)
    {
        foreach (DeliveryState state in Enum.GetValues<DeliveryState>())
        {
            if (string.Equals(Words.Name(state), result.Tokens[0].Value.Replace('-', '_'), StringComparison.OrdinalIgnoreCase))
            {
                return state;
            }
        }

        result.AddError($"'{result.Tokens[0].Value}' is no state; there are queued, deferred and in_progress.");
        return null;
    }
}
