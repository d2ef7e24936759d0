using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Where a domain's mail goes: hosts in the order to try, or why there are none.</summary>
/// <param name="Hosts">The hosts.</param>
/// <param name="Port">Their port.</param>
/// <param name="Route">What other domains must have in common to share a connection; <see langword="null"/> when there are no hosts.</param>
/// <param name="Failure">Why there are none.</param>
internal sealed record HostPlan(IReadOnlyList<MailExchanger> Hosts, int Port, string? Route, OpenFailure? Failure)
{
    /// <summary>The route of everything that goes by a relay.</summary>
    public static string RelayRoute(RelayEndpoint relay) => $"relay:{relay.Host}:{relay.Port}";
}
