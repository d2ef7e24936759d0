using System.Globalization;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

/// <summary>Says what the tags of a DMARC record mean, and collects what is wrong with them. Pure.</summary>
internal sealed class DmarcTagReader
{
    private static readonly string[] Known = ["v", "p", "sp", "np", "adkim", "aspf", "psd", "t", "rua", "ruf", "fo", "pct", "rf", "ri"];

    private readonly TagList _tags;
    private readonly List<RecordRemark> _errors;
    private readonly List<RecordRemark> _notices = [];

    public DmarcTagReader(TagList tags)
    {
        _tags = tags;
        _errors = [.. tags.Errors];
        foreach (var tag in tags.Tags)
        {
            if (!Known.Contains(tag.Name))
            {
                _notices.Add(new RecordRemark($"DMARC has no tag {tag.Name}; receivers ignore it.", tag.Position));
                UnknownTags.Add(tag);
            }
        }
    }

    public List<Tag> UnknownTags { get; } = [];

    /// <summary>A wrong value of p, sp or np makes the whole policy void.</summary>
    public bool HasWrongPolicy { get; private set; }

    public IReadOnlyList<RecordRemark> Errors => [.. _errors.OrderBy(static error => error.Position)];

    public IReadOnlyList<RecordRemark> Notices => [.. _notices.OrderBy(static notice => notice.Position)];

    public DmarcPolicy? ReadPolicy(string name)
    {
        if (_tags.Find(name) is not { } tag)
        {
            return null;
        }

        DmarcPolicy? policy = tag.Value.ToLowerInvariant() switch
        {
            "none" => DmarcPolicy.None,
            "quarantine" => DmarcPolicy.Quarantine,
            "reject" => DmarcPolicy.Reject,
            _ => null,
        };
        if (policy is null)
        {
            HasWrongPolicy = true;
            Fail(tag, "none, quarantine or reject");
        }

        return policy;
    }

    public T ReadWord<T>(string name, params ReadOnlySpan<(char Word, T Value)> words)
        where T : struct
    {
        if (_tags.Find(name) is not { } tag)
        {
            return words[0].Value;
        }

        foreach (var (word, value) in words)
        {
            if (tag.Value.Length == 1 && char.ToLowerInvariant(tag.Value[0]) == word)
            {
                return value;
            }
        }

        var allowed = new List<string>();
        foreach (var (word, _) in words)
        {
            allowed.Add(word.ToString());
        }

        Fail(tag, string.Join(" or ", allowed), $"{name}={words[0].Word}");
        return words[0].Value;
    }

    public IReadOnlyList<DmarcReportAddress> ReadAddresses(string name) => _tags.Find(name) is { } tag ? ReportAddressReader.Read(tag, _errors) : [];

    /// <summary>The failure options: 0 or 1, and d and s, each once.</summary>
    public string ReadFailureOptions(bool areFailuresReported)
    {
        if (_tags.Find("fo") is not { } tag)
        {
            return "0";
        }

        var options = tag.Value.ToLowerInvariant().Split(':', StringSplitOptions.TrimEntries);
        if (options.Any(static option => option is not ("0" or "1" or "d" or "s")) || options.Distinct().Count() != options.Length || (options.Contains("0") && options.Contains("1")))
        {
            Fail(tag, "0 or 1, and d and s, with colons between", "fo=0");
            return "0";
        }

        if (!areFailuresReported)
        {
            _notices.Add(new RecordRemark("The tag fo means nothing without ruf.", tag.Position));
        }

        return string.Join(':', options);
    }

    /// <summary>The percentage of RFC 7489; null where there is none.</summary>
    public int? ReadPercentage()
    {
        if (_tags.Find("pct") is not { } tag)
        {
            return null;
        }

        NoteRemoved(tag);
        if (int.TryParse(tag.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var percentage) && percentage <= 100)
        {
            return percentage;
        }

        Fail(tag, "a number from 0 to 100", "pct=100");
        return null;
    }

    /// <summary>What RFC 7489 had, and RFC 9989 has not.</summary>
    public void NoteRemoved()
    {
        foreach (var name in (ReadOnlySpan<string>)["rf", "ri"])
        {
            if (_tags.Find(name) is { } tag)
            {
                NoteRemoved(tag);
            }
        }
    }

    /// <summary>RFC 7489 wants the policy right after the version.</summary>
    public void NoteOrder()
    {
        if (_tags.Find("p") is { } policy && _tags.Tags.Count > 1 && _tags.Tags[1].Name != "p")
        {
            _notices.Add(new RecordRemark("The tag p does not follow v; receivers that read by RFC 7489 may not see it.", policy.Position));
        }
    }

    private void NoteRemoved(Tag tag) => _notices.Add(new RecordRemark($"RFC 9989 has no tag {tag.Name} any more; receivers that read by RFC 7489 still see it.", tag.Position));

    private void Fail(Tag tag, string allowed, string? instead = null) =>
        _errors.Add(new RecordRemark($"{tag.Name} must be {allowed}, not \"{tag.Value}\"{(instead is null ? "" : $"; receivers take it as {instead}")}.", tag.ValuePosition));
}
