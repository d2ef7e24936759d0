namespace Hotmail.Pacing.Destinations;

/// <summary>The order in which a domain's mail exchangers are tried (RFC 5321 §5.1): by preference, equal ones in random order to spread the load.</summary>
internal static class MxOrder
{
    /// <summary>Orders the hosts for one attempt. Every order of equal preferences is as likely as any other.</summary>
    public static IReadOnlyList<MailExchanger> Shuffle(IReadOnlyList<MailExchanger> hosts, Random random)
    {
        if (hosts.Count < 2)
        {
            return hosts;
        }

        // Shuffled first, the sort need not be stable: it sees only preferences, so what it does to equal ones is as random as what it was given.
        MailExchanger[] order = [.. hosts];
        random.Shuffle(order);
        Array.Sort(order, static (left, right) => left.Preference.CompareTo(right.Preference));
        return order;
    }
}
