namespace Hotmail.Pacing.Reputation.Domains;

/// <summary>What the public suffix list says of a name.</summary>
[Flags]
internal enum SuffixRule : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The name is a suffix.</summary>
    Suffix = 1,

    /// <summary>Every name one label below is one (<c>*.</c> before the name).</summary>
    AllBelow = 2,

    /// <summary>The name is none, although it is one label below such a name (<c>!</c> before the name).</summary>
    Exception = 4,
}
