using System.Buffers;
using System.Globalization;
using System.Net;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>Reads a record. What is wrong in it is noted, and the rest of it counts.</summary>
internal sealed class RecordParser(ReportElements elements)
{
    private static readonly SearchValues<char> Ipv4Letters = SearchValues.Create("0123456789.");
    private readonly ReportNames _names = elements.Names;
    private readonly TextCache _headerFroms = new();
    private readonly TextCache _spfDomains = new();
    private readonly TextCache _dkimDomains = new();
    private string? _headerFrom;
    private IPAddress? _address;
    private long? _messages;
    private DmarcDisposition _disposition;
    private bool _evaluated;
    private bool _hasAddress;
    private bool _spfAligned;
    private bool _dkimAligned;
    private bool _spfPassed;
    private bool _dkimPassed;
    private bool _dkimSigned;
    private string? _spfDomain;
    private string? _dkimDomain;

    private enum Result : byte
    {
        None,
        Pass,
        Other,
    }

    public DmarcRecord Read()
    {
        (_address, _messages, _disposition, _evaluated, _hasAddress) = (null, null, DmarcDisposition.Unknown, false, false);
        (_spfAligned, _dkimAligned, _spfPassed, _dkimPassed, _headerFrom) = (false, false, false, false, null);
        (_dkimSigned, _spfDomain, _dkimDomain) = (false, null, null);
        foreach (var name in elements.Children())
        {
            if (name == _names.Row)
            {
                ReadRow();
            }
            else if (name == _names.Identifiers)
            {
                ReadIdentifiers();
            }
            else if (name == _names.AuthResults)
            {
                ReadResults();
            }
        }

        NoteWhatIsMissing();
        return new DmarcRecord
        {
            SourceAddress = _address,
            Messages = _messages ?? 0,
            Disposition = _disposition,
            SpfAligned = _spfAligned,
            DkimAligned = _dkimAligned,
            SpfPassed = _spfPassed,
            DkimPassed = _dkimPassed,
            HeaderFrom = _headerFrom,
            DkimSigned = _dkimSigned,
            SpfDomain = _spfDomain,
            DkimDomain = _dkimDomain,
        };
    }

    private void ReadRow()
    {
        foreach (var name in elements.Children())
        {
            if (name == _names.SourceIp)
            {
                ReadAddress();
            }
            else if (name == _names.Count)
            {
                ReadCount();
            }
            else if (name == _names.PolicyEvaluated)
            {
                ReadEvaluation();
            }
        }
    }

    private void ReadAddress()
    {
        var text = elements.ReadText();
        _hasAddress = true;
        // The parser of the framework also takes '1', '0x7f.1' and scopes.
        var isPlausible = text.Contains(':') ? !text.ContainsAny('%', '[') : text.Count('.') == 3 && !text.ContainsAnyExcept(Ipv4Letters);
        if (isPlausible && IPAddress.TryParse(text, out var address))
        {
            _address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }
        else
        {
            elements.Note($"The source_ip is '{text}', no IP address: the record counts for no known source.");
        }
    }

    private void ReadCount()
    {
        var text = elements.ReadText();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long count) && count >= 0)
        {
            _messages = count;
        }
        else
        {
            _messages = 0;
            elements.Note($"The count is '{text}', no number from 0 to {long.MaxValue}: the record counts as no messages.");
        }
    }

    private void ReadEvaluation()
    {
        _evaluated = true;
        foreach (var name in elements.Children())
        {
            if (name == _names.Disposition)
            {
                _disposition = Disposition(elements.ReadText());
            }
            else if (name == _names.Dkim)
            {
                _dkimAligned = ReadAlignment("dkim");
            }
            else if (name == _names.Spf)
            {
                _spfAligned = ReadAlignment("spf");
            }
        }
    }

    private bool ReadAlignment(string name)
    {
        var text = elements.ReadText();
        if (text is "pass")
        {
            return true;
        }

        if (text is not "fail")
        {
            elements.NoteOnce("evaluation", $"policy_evaluated has '{text}' for {name}, where the schema has 'pass' or 'fail'; only 'pass', in capitals or not, counts as aligned. Told once.");
        }

        return IsPass(text);
    }

    private void ReadIdentifiers()
    {
        foreach (var name in elements.Children())
        {
            if (name == _names.HeaderFrom)
            {
                _headerFrom = _headerFroms.Text(elements.ReadText());
            }
        }
    }

    private void ReadResults()
    {
        foreach (var name in elements.Children())
        {
            if (name == _names.Dkim)
            {
                var (result, domain) = ReadResult(_dkimDomains);
                _dkimSigned |= result != Result.None;
                _dkimDomain = _dkimDomain is null || (result == Result.Pass && !_dkimPassed) ? domain : _dkimDomain;
                _dkimPassed |= result == Result.Pass;
            }
            else if (name == _names.Spf)
            {
                var (result, domain) = ReadResult(_spfDomains);
                _spfDomain = _spfDomain is null || (result == Result.Pass && !_spfPassed) ? domain : _spfDomain;
                _spfPassed |= result == Result.Pass;
            }
        }
    }

    private (Result Result, string? Domain) ReadResult(TextCache domains)
    {
        var result = Result.None;
        string? domain = null;
        foreach (var name in elements.Children())
        {
            if (name == _names.Result)
            {
                var text = elements.ReadText();
                result = IsPass(text) ? Result.Pass : text.IsEmpty || text.Equals("none", StringComparison.OrdinalIgnoreCase) ? Result.None : Result.Other;
            }
            else if (name == _names.Domain)
            {
                domain = domains.Text(elements.ReadText());
            }
        }

        return (result, domain);
    }

    private void NoteWhatIsMissing()
    {
        elements.PlaceNotesHere();
        if (!_hasAddress)
        {
            elements.Note("A record has no source_ip: it counts for no known source.");
        }

        if (_messages is null)
        {
            elements.Note("A record has no count: it counts as no messages.");
        }

        if (!_evaluated)
        {
            elements.Note("A record has no policy_evaluated: it counts as not aligned.");
        }
    }

    private static bool IsPass(ReadOnlySpan<char> text) => text.Equals("pass", StringComparison.OrdinalIgnoreCase);

    private static DmarcDisposition Disposition(ReadOnlySpan<char> text) =>
        text.Equals("none", StringComparison.OrdinalIgnoreCase) || IsPass(text) ? DmarcDisposition.None
        : text.Equals("quarantine", StringComparison.OrdinalIgnoreCase) ? DmarcDisposition.Quarantine
        : text.Equals("reject", StringComparison.OrdinalIgnoreCase) ? DmarcDisposition.Reject
        : DmarcDisposition.Unknown;
}
