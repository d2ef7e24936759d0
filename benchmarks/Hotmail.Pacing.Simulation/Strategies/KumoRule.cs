namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>Which of KumoMTA's rules a reply matches (facts/mta.md §1, the default rules and those of the community for Microsoft's consumer domains).</summary>
internal enum KumoRule : byte
{
    /// <summary>None: the message is deferred, and nothing else happens.</summary>
    None,

    /// <summary>Too many connections: <see cref="KumoLimit"/>.</summary>
    Connections,

    /// <summary>S843, S844: one message a minute and one connection for 90 minutes; the third within 30 minutes suspends for 30.</summary>
    Reputation,
}

/// <summary>The phrases of the rules.</summary>
internal static class KumoRules
{
    public static KumoRule Of(string reply) => reply switch
    {
        _ when Has(reply, "exceeded the maximum number of connections") || Has(reply, "due to exceed max concurrent connections. IB007") => KumoRule.Connections,
        _ when Has(reply, "temporarily rate limited due to IP reputation") => KumoRule.Reputation,
        _ => KumoRule.None,
    };

    private static bool Has(string reply, string phrase) => reply.Contains(phrase, StringComparison.Ordinal);
}
