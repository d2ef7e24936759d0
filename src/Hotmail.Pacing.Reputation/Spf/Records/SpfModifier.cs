using Hotmail.Pacing.Reputation.Spf.Macros;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>A term of the form <c>name=value</c>. Immutable.</summary>
public sealed class SpfModifier
{
    internal SpfModifier(string name, MacroString value, int position) => (Name, Macros, Position) = (name, value, position);

    /// <summary>The name, such as <c>redirect</c>, as the record has it.</summary>
    public string Name { get; }

    /// <summary>The value, its macros not expanded.</summary>
    public string Value => Macros.Text;

    /// <summary>Where the term begins in the record's text, from 0.</summary>
    public int Position { get; }

    internal MacroString Macros { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value}";
}
