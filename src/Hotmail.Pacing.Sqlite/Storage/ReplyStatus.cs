using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>An enhanced status code as one number: 4.7.652 is 4007652; 0 for none.</summary>
internal static class ReplyStatus
{
    private const int Thousand = 1000;

    public static long Pack(EnhancedStatusCode code) => (((code.Class * Thousand) + code.Subject) * Thousand) + code.Detail;

    public static EnhancedStatusCode Unpack(long packed) =>
        new((byte)(packed / (Thousand * Thousand)), (short)(packed / Thousand % Thousand), (short)(packed % Thousand));
}
