using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>What a connection that came to nothing is to the path's controller, and to the message that waited for it. Pure.</summary>
internal static class Refusals
{
    /// <summary>The refusal that a reply is; <see langword="null"/> when it is no word on connections.</summary>
    public static Refusal? Of(in Classification meaning) => meaning switch
    {
        { Class: ReplyClass.ConnectionLimit, Scope: LimitScope.ConnectionRate } => Refusal.ConnectionRateLimit,
        { Class: ReplyClass.ConnectionLimit } => Refusal.ConnectionLimit,
        _ => null,
    };

    /// <summary>The refusal that a failed opening is; <see langword="null"/> when it says nothing of the path.</summary>
    public static Refusal? Of(OpenFailure failure) => Of(failure.Meaning) ?? failure switch
    {
        { Stage: SmtpStage.Banner, Failure: TransportFailure.Dropped, Reply: null } => Refusal.DroppedBeforeBanner,
        { EndPoint: not null, Stage: <= SmtpStage.Banner, Reply: null } => Refusal.Unreachable,
        _ => null,
    };

    /// <summary>Whether it is an event of the path alone, which uses up no attempt of the message.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="isAboveFloor">Whether the path's ceiling is above its floor: a drop without a word at the floor is no word on the number open.</param>
    public static bool IsPathEvent(Refusal refusal, bool isAboveFloor) => refusal switch
    {
        Refusal.ConnectionLimit or Refusal.ConnectionRateLimit => true,
        Refusal.DroppedBeforeBanner => isAboveFloor,
        _ => false,
    };
}
