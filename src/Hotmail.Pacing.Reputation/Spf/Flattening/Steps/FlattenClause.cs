using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>A step of an evaluation: clients that no clause before has matched, and this one matches, get its qualifier.</summary>
/// <param name="Qualifier">What they get.</param>
internal abstract record FlattenClause(SpfQualifier Qualifier);

/// <summary>A clause that is known beforehand.</summary>
/// <param name="Qualifier">What they get.</param>
/// <param name="Set">The clients.</param>
internal sealed record AddressClause(SpfQualifier Qualifier, AddressSet Set) : FlattenClause(Qualifier);

/// <summary>A term that stays as it is.</summary>
/// <param name="Qualifier">What the clients get that it matches.</param>
/// <param name="Domain">Whose record has it.</param>
/// <param name="Text">The term without a qualifier, such that it means the same in another domain's record.</param>
/// <param name="Reason">Why it stays, as a sentence.</param>
internal sealed record KeptClause(SpfQualifier Qualifier, string Domain, string Text, string Reason) : FlattenClause(Qualifier)
{
    /// <summary>Whether it means something else in another domain's record, however it is written.</summary>
    public bool IsBound { get; init; }

    /// <summary>What it costs with all that it leads to.</summary>
    public int Lookups { get; init; } = 1;

    /// <summary>How many of its lookups find nothing whoever the client is.</summary>
    public int VoidLookups { get; init; }
}
