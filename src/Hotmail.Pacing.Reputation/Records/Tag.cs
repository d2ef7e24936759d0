namespace Hotmail.Pacing.Reputation.Records;

/// <summary>A tag of a record, such as <c>p=none</c>.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Value">Its value, without the white space around it.</param>
/// <param name="Position">Where it begins in the record's text, from 0.</param>
/// <param name="ValuePosition">Where its value begins.</param>
internal readonly record struct Tag(string Name, string Value, int Position, int ValuePosition);
