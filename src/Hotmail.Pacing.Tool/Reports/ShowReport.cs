using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>One delivery, and what is remembered of its attempts.</summary>
internal sealed record ShowReport(string Spool, DeliveryInfo Delivery, IReadOnlyList<AttemptInfo> Attempts);
