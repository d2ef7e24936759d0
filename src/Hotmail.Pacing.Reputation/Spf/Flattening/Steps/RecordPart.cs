using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>A stretch of the flattened record: networks of one qualifier, whose order among themselves does not matter, or a term that stays.</summary>
internal sealed class RecordPart
{
    // No records hold more.
    private const int MostNetworks = 5_000;

    /// <summary>The term that stays; null for networks.</summary>
    public KeptClause? Kept { get; init; }

    public required SpfQualifier Qualifier { get; init; }

    /// <summary>The networks.</summary>
    public AddressSet Set { get; set; } = AddressSet.None;

    /// <summary>
    /// Makes the parts of a flow, as few as its meaning allows: networks join an earlier part of their qualifier, unless something stands between that decides differently for some of their
    /// addresses; what earlier parts decide already is left out, and so is at the end what the default says anyway.
    /// </summary>
    /// <exception cref="FlattenException">There are too many networks.</exception>
    public static List<RecordPart> Make(FlattenFlow flow)
    {
        var parts = new List<RecordPart>();
        var decided = AddressSet.None;
        var networks = 0;
        foreach (var clause in flow.Clauses)
        {
            if (clause is KeptClause kept)
            {
                parts.Add(new RecordPart { Kept = kept, Qualifier = kept.Qualifier });
                continue;
            }

            var set = ((AddressClause)clause).Set;
            List<AddressSet> all = [.. set.ToNetworks().Select(static network => network.Set).Take(MostNetworks + 1 - networks)];
            if ((networks += all.Count) > MostNetworks)
            {
                throw new FlattenException($"The record comes to more than {MostNetworks} networks.");
            }

            var fresh = all.FindAll(network => !network.Except(decided).IsEmpty);
            foreach (var network in fresh.GroupBy(network => FindPart(parts, clause.Qualifier, network)).ToList())
            {
                var part = network.Key;
                if (part is null)
                {
                    parts.Add(part = new RecordPart { Qualifier = clause.Qualifier });
                }

                part.Set = AddressSet.Union([part.Set, .. network]);
            }

            decided = AddressSet.Union([decided, .. fresh]);
        }

        while (flow.Redirect is null && parts is [.., { Kept: null } last] && last.Qualifier == (flow.Default ?? SpfQualifier.Neutral))
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return parts;
    }

    /// <summary>The last part of the qualifier that the network can join; null where it needs a new one.</summary>
    private static RecordPart? FindPart(List<RecordPart> parts, SpfQualifier qualifier, AddressSet network)
    {
        for (var i = parts.Count - 1; i >= 0 && parts[i].Kept is null; i--)
        {
            if (parts[i].Qualifier == qualifier)
            {
                return parts[i];
            }

            if (parts[i].Set.Overlaps(network))
            {
                return null;
            }
        }

        return null;
    }
}
