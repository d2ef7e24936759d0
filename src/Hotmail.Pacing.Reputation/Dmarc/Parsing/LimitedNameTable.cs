using System.Xml;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>The names of a document's elements and attributes, which are kept as long as it is read: a hostile one may have millions.</summary>
internal sealed class LimitedNameTable : NameTable
{
    private const int MaxNames = 10_000;
    private int _count;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? AddNew(new string(key, start, len));

    public override string Add(string key) => Get(key) ?? AddNew(key);

    private string AddNew(string name)
    {
        if (++_count > MaxNames)
        {
            throw new ReportLimitException("It has more different names of elements and attributes than any report: the rest is not read.");
        }

        return base.Add(name);
    }
}
