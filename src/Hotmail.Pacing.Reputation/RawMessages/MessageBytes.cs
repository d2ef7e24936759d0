namespace Hotmail.Pacing.Reputation.RawMessages;

/// <summary>Reads messages from streams.</summary>
internal static class MessageBytes
{
    private const int PieceSize = 64 * 1024;

    /// <summary>Reads to the end, or until there is one byte more than <paramref name="most"/>, which tells that there is more.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        var piece = new byte[PieceSize];
        int count;
        while ((count = await stream.ReadAsync(piece.AsMemory(0, NextPiece(bytes, most)), cancellationToken).ConfigureAwait(false)) > 0)
        {
            bytes.Write(piece.AsSpan(0, count));
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>The same of a stream that is read at once.</summary>
    public static ReadOnlyMemory<byte> Read(Stream stream, int most)
    {
        var bytes = new MemoryStream();
        var piece = new byte[PieceSize];
        int count;
        while ((count = stream.Read(piece.AsSpan(0, NextPiece(bytes, most)))) > 0)
        {
            bytes.Write(piece.AsSpan(0, count));
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static int NextPiece(MemoryStream bytes, int most) => (int)Math.Min(PieceSize, (long)most + 1 - bytes.Length);
}
