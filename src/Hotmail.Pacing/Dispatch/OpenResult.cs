using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>A session, or why there is none.</summary>
/// <param name="Session">The session.</param>
/// <param name="Failure">Why there is none.</param>
internal readonly record struct OpenResult(IMailSession? Session, OpenFailure? Failure);
