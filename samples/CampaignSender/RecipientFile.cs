using System.Globalization;
using System.Text;
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

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="CampaignInputException">The file is missing, or a line is wrong; the message names the file and the line.</exception>
    public static IReadOnlyList<CampaignRecipient> Read(FileInfo file)
    {
        try
        {
            using var reader = new StreamReader(file.FullName, Utf8);
            using var csv = new CsvReader(reader, Format);
            if (!csv.Read() || !csv.ReadHeader() || !csv.HeaderRecord!.Contains("Address", StringComparer.OrdinalIgnoreCase))
            {
                throw new CampaignInputException($"{file.FullName}:1: the first line must name the columns, Address among them; separated by commas");
            }

            var recipients = new List<CampaignRecipient>();
            var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            while (csv.Read())
            {
                var recipient = ReadLine(csv, file);
                if (!lines.TryAdd(recipient.Address, recipient.Line))
                {
                    throw new CampaignInputException($"{file.FullName}:{recipient.Line}: Address '{recipient.Address}' is on line {lines[recipient.Address]} already");
                }

                recipients.Add(recipient);
            }

            return recipients.Count > 0 ? recipients : throw new CampaignInputException($"{file.FullName}: there is no recipient in it");
        }
        catch (DecoderFallbackException)
        {
            throw new CampaignInputException($"{file.FullName}: the file is not UTF-8; save it as UTF-8, or names would be sent garbled");
        }
        catch (FileNotFoundException)
        {
            throw new CampaignInputException($"{file.FullName}: there is no such file");
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
