using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Hotmail.Pacing;
using MimeKit;

namespace CampaignSender;

/// <summary>Reads the recipients.</summary>
internal static class RecipientFile
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        TrimOptions = TrimOptions.Trim,
        PrepareHeaderForMatch = static header => header.Header.Trim(),
        IgnoreBlankLines = true,
    };

    /// <exception cref="CampaignInputException">The file is missing, or a line is wrong; the message names the file and the line.</exception>
    public static IReadOnlyList<CampaignRecipient> Read(FileInfo file)
    {
        try
        {
            using var reader = new StreamReader(file.FullName);
            using var csv = new CsvReader(reader, Format);
            if (!csv.Read() || !csv.ReadHeader() || !csv.HeaderRecord!.Contains("Address", StringComparer.OrdinalIgnoreCase))
            {
                throw new CampaignInputException($"{file.FullName}:1: the first line must name the columns, Address among them");
            }

            var recipients = new List<CampaignRecipient>();
            while (csv.Read())
            {
                recipients.Add(ReadLine(csv, file));
            }

            return recipients.Count > 0 ? recipients : throw new CampaignInputException($"{file.FullName}: there is no recipient in it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CampaignInputException($"{file.FullName}: {exception.Message}");
        }
        catch (CsvHelperException exception)
        {
            throw new CampaignInputException($"{file.FullName}:{exception.Context?.Parser?.RawRow}: {exception.Message.Split('\n')[0]}");
        }
    }

    private static CampaignRecipient ReadLine(CsvReader csv, FileInfo file)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in csv.HeaderRecord!)
        {
            fields[column] = csv.GetField(column) ?? string.Empty;
        }

        var line = csv.Parser.RawRow;
        var engagement = Engagement.Normal;
        if (fields.TryGetValue("Engagement", out var word) && word.Length > 0 && (!Enum.TryParse(word, ignoreCase: true, out engagement) || !Enum.IsDefined(engagement)))
        {
            throw new CampaignInputException($"{file.FullName}:{line}: Engagement '{word}' is not one of Engaged, Normal, Dormant");
        }

        if (fields["Address"] is not { Length: > 0 } address)
        {
            throw new CampaignInputException($"{file.FullName}:{line}: there is no Address");
        }

        return MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address
            ? new CampaignRecipient(line, address, engagement, fields)
            : throw new CampaignInputException($"{file.FullName}:{line}: Address '{address}' is not an e-mail address");
    }
}
