using System.Net;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>One mail exchanger of a domain.</summary>
/// <param name="Name">Its name, without a final dot.</param>
/// <param name="Addresses">Its addresses, as far as the DNS gave them.</param>
public sealed record MailExchanger(string Name, IReadOnlyList<IPAddress> Addresses);
