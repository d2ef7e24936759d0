namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>Why a signature does not pass.</summary>
internal sealed record SignatureProblem(DkimFailure Failure, DkimVerdict Verdict, string Reason, int? Position = null);
