namespace Hotmail.Pacing.Destinations;

/// <summary>The recipient domains and mail exchangers that share one set of limits.</summary>
/// <param name="Name">The group's name: a configured one such as <c>microsoft-consumer</c>, or the domain itself.</param>
/// <param name="Profile">Its limits.</param>
public sealed record DestinationGroup(string Name, PacingProfile Profile);
