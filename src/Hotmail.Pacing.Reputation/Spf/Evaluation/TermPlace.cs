using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>Where an evaluation stands, for its errors.</summary>
/// <param name="Domain">The domain whose record is evaluated.</param>
/// <param name="Text">The term.</param>
/// <param name="Position">Where the term is in the record.</param>
internal readonly record struct TermPlace(string Domain, string Text, int Position)
{
    public SpfOutcome PermError(string reason) => new(SpfVerdict.PermError, Domain, $"At {Text} of {Domain}: {reason}") { Term = Text, Position = Position };

    public SpfOutcome TempError(string name, DnsAnswer answer) =>
        new(SpfVerdict.TempError, Domain, $"At {Text} of {Domain}: no answer for {name}. {answer.Reason}".TrimEnd()) { Term = Text, Position = Position };
}
