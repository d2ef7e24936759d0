namespace Hotmail.Pacing.Destinations;

/// <summary>A host that takes a domain's mail.</summary>
/// <param name="Host">Its name in ASCII, lower case, without a trailing dot; an IP address for an address literal.</param>
/// <param name="Preference">The MX preference: lower is tried first.</param>
public sealed record MailExchanger(string Host, int Preference);
