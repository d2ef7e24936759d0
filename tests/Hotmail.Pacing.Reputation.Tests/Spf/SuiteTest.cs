using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

/// <summary>One case of the RFC 7208 suite.</summary>
/// <param name="Zone">The names of the case's section.</param>
/// <param name="Request">Who is checked.</param>
/// <param name="Accepted">The verdicts that the suite accepts.</param>
/// <param name="Explanation">The explanation that the suite demands, where it does; <c>DEFAULT</c> means none of the domain's own.</param>
internal sealed record SuiteTest(ZoneResolver Zone, SpfRequest Request, IReadOnlyList<SpfVerdict> Accepted, string? Explanation);
