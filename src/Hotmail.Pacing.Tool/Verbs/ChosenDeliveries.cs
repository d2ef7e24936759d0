using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary>The deliveries that a verb changes: by number, by filter, or all when that is said.</summary>
internal sealed class ChosenDeliveries
{
    private readonly Argument<long[]> _ids = new("id") { Description = "The deliveries' numbers.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all = new("--all") { Description = "All that wait." };
    private readonly FilterOptions _filter;

    public ChosenDeliveries(Command command, TimeProvider time)
    {
        command.Arguments.Add(_ids);
        _filter = new FilterOptions(command, time);
        command.Options.Add(_all);
        command.Validators.Add(result =>
        {
            bool isNarrow = result.Children.Any(child => child is System.CommandLine.Parsing.OptionResult { Implicit: false } option && _filter.Contains(option.Option))
                || result.GetResult(_ids) is { Tokens.Count: > 0 };
            bool isAll = result.GetResult(_all) is { Implicit: false };
            if (isNarrow == isAll)
            {
                result.AddError(isAll ? "--all excludes numbers and filters." : "Which deliveries? Name their numbers, or a filter such as --group, or --all.");
            }
        });
    }

    public SpoolFilter Read(ParseResult parsed) => _filter.Read(parsed) with { Ids = parsed.GetValue(_ids) ?? [], All = parsed.GetValue(_all) };

    /// <summary>In words, for a question.</summary>
    public string Describe(ParseResult parsed) => Read(parsed) is var filter && filter.Ids.Count > 0
        ? $"what waits of {Text.Words.Count(filter.Ids.Count, "delivery", "deliveries")}"
        : filter.All ? "everything that waits" : "everything that waits and matches";
}
