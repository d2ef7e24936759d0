namespace Hotmail.Pacing.Export;

/// <summary>Why a message, or a part of what is said of it, could not be exported.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ExportProblem(MessageId MessageId, string Reason);
