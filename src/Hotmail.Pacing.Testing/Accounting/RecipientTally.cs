using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Testing.Accounting;

/// <summary>How often each address was named, and how often accepted. The ledger's lock guards it.</summary>
internal sealed class RecipientTally
{
    private readonly Dictionary<string, (int Offered, int Accepted)> counts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Accepted recipients, repeats included.</summary>
    public long Total { get; private set; }

    /// <summary>Different addresses that were accepted.</summary>
    public int Distinct { get; private set; }

    public int Offer(string recipient) => ++CollectionsMarshal.GetValueRefOrAddDefault(counts, recipient, out _).Offered;

    public void Accept(IReadOnlyList<string> recipients)
    {
        Total += recipients.Count;
        foreach (string recipient in recipients)
        {
            if (++CollectionsMarshal.GetValueRefOrAddDefault(counts, recipient, out _).Accepted == 1)
            {
                Distinct++;
            }
        }
    }

    public int OfferedCountOf(string recipient) => counts.GetValueOrDefault(recipient).Offered;

    public int AcceptedCountOf(string recipient) => counts.GetValueOrDefault(recipient).Accepted;

    public Dictionary<string, int> Accepted() =>
        counts.Where(c => c.Value.Accepted > 0).ToDictionary(c => c.Key, c => c.Value.Accepted, StringComparer.OrdinalIgnoreCase);
}
