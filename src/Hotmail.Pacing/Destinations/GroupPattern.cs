namespace Hotmail.Pacing.Destinations;

/// <summary>A pattern and the group that it leads to.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Group">The group.</param>
/// <param name="OfHosts">Whether it is for mail exchangers; otherwise for domains.</param>
/// <param name="Configured">Whether the host wrote it; otherwise it is a shipped one, and comes after.</param>
internal sealed record GroupPattern(HostPattern Pattern, DestinationGroup Group, bool OfHosts, bool Configured);
