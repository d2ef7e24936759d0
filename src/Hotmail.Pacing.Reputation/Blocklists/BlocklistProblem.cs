namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>Why it is not known whether something is listed.</summary>
public enum BlocklistProblem : byte
{
    /// <summary>Nothing: it is known.</summary>
    None,

    /// <summary>The DNS did not answer.</summary>
    NoAnswer,

    /// <summary>The list refuses the resolver that asked: a public one, or one that asks too much.</summary>
    ResolverRefused,

    /// <summary>The list does not work as lists do: it does not have its test point, has everything, or answers with what is no code.</summary>
    ListBroken,

    /// <summary>The list, or the DNS, cannot be asked for this.</summary>
    CannotBeAsked,
}
