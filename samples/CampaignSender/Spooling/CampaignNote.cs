using System.Text.Json;

namespace CampaignSender.Spooling;

/// <summary>How far a campaign was handed in: a small file beside the spool, which itself knows only what still waits.</summary>
/// <param name="Recipients">The recipients' file, by its SHA-256.</param>
/// <param name="Accepted">The recipients accepted so far: the first of the file.</param>
/// <param name="LastDelivery">The number of the last delivery among them.</param>
/// <param name="Clock">The campaign's clock at that time.</param>
internal sealed record CampaignNote(string Recipients, int Accepted, long LastDelivery, DateTimeOffset Clock)
{
    /// <summary>Reads the note; <see langword="null"/> where there is none.</summary>
    /// <exception cref="CampaignInputException">It is not a note.</exception>
    public static CampaignNote? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<CampaignNote>(File.ReadAllText(file)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CampaignInputException($"{file}: {exception.Message}");
        }
    }

    /// <summary>Writes it; after a crash at any moment the file has the old note or the new one.</summary>
    /// <exception cref="CampaignInputException">It cannot be written, as on a full disk.</exception>
    public void Write(string file)
    {
        var next = file + ".new";
        try
        {
            using (var stream = File.Create(next))
            {
                JsonSerializer.Serialize(stream, this);
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CampaignInputException($"{file}: {exception.Message}");
        }
    }
}
