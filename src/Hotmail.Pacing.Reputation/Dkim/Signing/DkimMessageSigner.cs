using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.RawMessages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>
/// Signs messages with DKIM: RSA with SHA-256, Ed25519, or both, relaxed/relaxed, over the whole body. The signatures are put before the message, whose own bytes stay as they are.
/// Safe for use by several threads at once.
/// </summary>
/// <remarks>In a host, <c>UseDkimSigning</c> sets it up; without one, give it to <see cref="PacerParts.Signer"/>.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that gave out no handle has nothing to dispose of.")]
public sealed class DkimMessageSigner : IMessageSigner
{
    private const int MostFields = 2_000;
    private const int MostRememberedDomains = 1_000;

    private readonly DkimSigningDomain[] _domains;
    private readonly string[] _headers;
    private readonly HashSet<string> _oversigned;
    private readonly DkimUnmatchedAction _whenNoDomainMatches;
    private readonly TimeSpan? _expireAfter;
    private readonly IDnsResolver? _published;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, bool> _unsignedDomains = new(StringComparer.OrdinalIgnoreCase);

    // Keys are asked for once, whoever comes first.
    private readonly SemaphoreSlim _loading = new(1);

    private SigningKeys? _keys;

    /// <summary>Signs with the system's clock, without a log.</summary>
    /// <param name="options">How to sign; copied.</param>
    /// <exception cref="DkimSigningException">The options contradict each other, or lack something.</exception>
    public DkimMessageSigner(DkimSigningOptions options)
        : this(options, resolver: null, TimeProvider.System, logger: null)
    {
    }

    /// <summary>Signs.</summary>
    /// <param name="options">How to sign; copied. Keys are read by <see cref="PrepareAsync"/>.</param>
    /// <param name="resolver">Whom to ask for published keys, where <see cref="DkimSigningOptions.CheckPublishedKeys"/> is set; null for the system's servers.</param>
    /// <param name="time">The clock, for <c>t=</c> and <c>x=</c>.</param>
    /// <param name="logger">The log; null for none.</param>
    /// <exception cref="DkimSigningException">The options contradict each other, or lack something.</exception>
    public DkimMessageSigner(DkimSigningOptions options, IDnsResolver? resolver, TimeProvider time, ILogger<DkimMessageSigner>? logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        string[] problems = [.. SigningOptionsRules.Check(options)];
        if (problems.Length > 0)
        {
            throw new DkimSigningException(problems);
        }

        _domains = [.. options.Domains.Select(static domain => new DkimSigningDomain
        {
            Domain = domain.Domain, Selector = domain.Selector, KeyFile = domain.KeyFile, KeyPem = domain.KeyPem, GetKeyAsync = domain.GetKeyAsync,
        })];
        _oversigned = new HashSet<string>(options.OversignedHeaders.Append("From"), StringComparer.OrdinalIgnoreCase);
        _headers = [.. options.Headers.Concat(_oversigned).Prepend("From").Distinct(StringComparer.OrdinalIgnoreCase)];
        (_whenNoDomainMatches, _expireAfter) = (options.WhenNoDomainMatches, options.ExpireAfter);
        _published = options.CheckPublishedKeys ? resolver ?? new DnsResolver() : null;
        (_time, _logger) = (time, logger ?? NullLogger<DkimMessageSigner>.Instance);
    }

    /// <summary>Reads the keys and checks them. Harmless when called again.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DkimSigningException">At least one key cannot be used; each is named.</exception>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _keys) is not null)
        {
            return;
        }

        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _keys ??= await SigningKeys.LoadAsync(_domains, _expireAfter, _published, _time, _logger, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DkimSigningException">The keys were not read yet, and cannot be used.</exception>
    public async ValueTask<MessageContent> SignAsync(MessageContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var message = MessageFields.Parse(content.Bytes, MostFields);
        if (!message.IsWhole)
        {
            throw new MessageSigningException($"its header has more than {MostFields} fields");
        }

        if (content.Bytes.Span is [(byte)' ' or (byte)'\t', ..])
        {
            // It would go on with the signature's field.
            throw new MessageSigningException("its header begins with a blank");
        }

        var domain = FindDomain(message);
        var signers = _keys!.Find(domain);
        if (signers.Length > 0)
        {
            return Sign(content, message, signers);
        }

        if (_whenNoDomainMatches == DkimUnmatchedAction.Refuse)
        {
            throw new MessageSigningException($"no configured domain signs for its From domain {domain}; there are: {string.Join(", ", _domains.Select(static one => one.Domain).Distinct())}");
        }

        if (_unsignedDomains.Count < MostRememberedDomains && _unsignedDomains.TryAdd(domain, true))
        {
            SigningLog.SentUnsigned(_logger, domain);
        }

        return content;
    }

    private static string FindDomain(MessageFields message)
    {
        MessageField[] from = [.. message.Find("From")];
        if (from.Length != 1)
        {
            throw new MessageSigningException(from.Length == 0 ? "it has no From field" : $"it has {from.Length} From fields, where there must be one");
        }

        return InternetAddressList.TryParse(from[0].Value.Trim(), out var list) && list.Mailboxes.FirstOrDefault() is { Domain.Length: > 0 } mailbox
            ? DomainName.ToAscii(mailbox.Domain)
            : throw new MessageSigningException("its From field has no address with a domain");
    }

    private MessageContent Sign(MessageContent content, MessageFields message, SelectorSigner[] signers)
    {
        var names = NamesFor(message);
        var wanted = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        using var raw = VerbatimMessage.Create(message.Fields.Where(field => wanted.Contains(field.Name)), message.Body);
        var signatures = new StringBuilder();
        foreach (var signer in signers)
        {
            var header = signer.SignDetached(raw, names);
            signatures.Append("DKIM-Signature:").Append(Encoding.ASCII.GetString(header.RawValue).ReplaceLineEndings("\r\n"));
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes(signatures.ToString()), .. content.Bytes.Span];
        return MessageContent.FromBytes(signed);
    }

    /// <summary>The names for <c>h=</c>: each as often as the message has it, the oversigned ones once more.</summary>
    private List<string> NamesFor(MessageFields message)
    {
        var counts = message.Fields.GroupBy(static field => field.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var header in _headers)
        {
            var times = counts.GetValueOrDefault(header) + (_oversigned.Contains(header) ? 1 : 0);
            names.AddRange(Enumerable.Repeat(header, times));
        }

        return names;
    }
}
