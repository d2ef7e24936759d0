using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>What waits.</summary>
/// <param name="Spool">The spool's file.</param>
/// <param name="Deliveries">The deliveries.</param>
/// <param name="More">Whether there are more.</param>
internal sealed record ListReport(string Spool, IReadOnlyList<DeliveryInfo> Deliveries, bool More);
