using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Transport;

/// <summary>An open session, or why there is none.</summary>
/// <param name="Session">The session; <see langword="null"/> when it could not be opened.</param>
/// <param name="Stage">How far it came.</param>
/// <param name="Reply">The reply that refused it, exactly as sent; <see langword="null"/> when none came.</param>
/// <param name="Failure">What went wrong when no reply said so.</param>
/// <param name="Detail">What went wrong, in words.</param>
public sealed record SessionResult(IMailSession? Session, SmtpStage Stage, SmtpReply? Reply, TransportFailure Failure, string? Detail);
