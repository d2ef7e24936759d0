using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>What a domain's record comes to.</summary>
internal sealed class FlattenFlow
{
    // Networks taken out of large ones, over and over: no record has that many, but a hostile one can ask for it.
    private const int MostPieces = 10_000;

    /// <summary>Its clauses in the order of evaluation, those of the record that it redirects to among them.</summary>
    public List<FlattenClause> Clauses { get; } = [];

    /// <summary>What the clients get that no clause matches; null where nothing is said.</summary>
    public SpfQualifier? Default { get; set; }

    /// <summary>The redirect, where it stays, as a clause of all the rest.</summary>
    public KeptClause? Redirect { get; set; }

    /// <summary>The value of <c>exp</c>; null where there is none.</summary>
    public string? Explanation { get; set; }

    /// <summary>What the record costs a client that nothing matches, of the 10 lookups.</summary>
    public int Lookups { get; set; }

    /// <summary>How many of those find nothing.</summary>
    public int VoidLookups { get; set; }

    /// <summary>Whether the clauses mean the same in another domain's record.</summary>
    public bool IsMovable => Redirect is not { IsBound: true } && !Clauses.OfType<KeptClause>().Any(static clause => clause.IsBound);

    /// <summary>
    /// What an include of this record matches, as clauses of the record that includes it: the clients that it lets pass, and no others. Null, with the reason, where clauses cannot say that.
    /// </summary>
    /// <param name="qualifier">The include's own.</param>
    /// <param name="reason">Why not, as a sentence.</param>
    /// <exception cref="FlattenException">They fall into too many pieces.</exception>
    public List<FlattenClause>? ToIncluded(SpfQualifier qualifier, out string? reason)
    {
        reason = null;
        var included = new List<FlattenClause>();
        var refused = AddressSet.None;
        var pieces = 0;

        // What no pass follows decides nothing: not to pass is not to be matched.
        var end = Default == SpfQualifier.Pass || Redirect is not null ? Clauses.Count : Clauses.FindLastIndex(static clause => clause.Qualifier == SpfQualifier.Pass) + 1;
        foreach (var clause in Clauses.Take(end))
        {
            switch (clause)
            {
                case AddressClause { Qualifier: SpfQualifier.Pass } passes:
                    var set = passes.Set.Except(refused);
                    if ((pieces += set.Pieces) > MostPieces)
                    {
                        throw new FlattenException($"What is left of the networks that pass, without those that do not, falls into more than {MostPieces} pieces.");
                    }

                    included.Add(new AddressClause(qualifier, set));
                    break;
                case AddressClause refuses:
                    refused = AddressSet.Union([refused, refuses.Set]);
                    break;
                case KeptClause kept:
                    reason = kept.IsBound ? $"{kept.Text} of {kept.Domain} means something else in another record."
                        : kept.Qualifier != SpfQualifier.Pass ? $"{kept.Text} of {kept.Domain} keeps clients from passing, and {Lower(kept.Reason)}"
                        : !refused.IsEmpty ? $"{kept.Text} of {kept.Domain} stands after networks that do not pass, and {Lower(kept.Reason)}"
                        : null;
                    if (reason is not null)
                    {
                        return null;
                    }

                    included.Add(kept with { Qualifier = qualifier });
                    break;
            }
        }

        if (Redirect is not null)
        {
            reason = $"{Redirect.Text} of {Redirect.Domain} stays: {Lower(Redirect.Reason)}";
            return null;
        }

        if (Default == SpfQualifier.Pass)
        {
            included.Add(new AddressClause(qualifier, AddressSet.Everything.Except(refused)));
        }

        return included;
    }

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
