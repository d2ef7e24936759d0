namespace Hotmail.Pacing.Tool.Text;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
/// <param name="MayBeCut">Whether it gives way where a line is too narrow.</param>
/// <param name="KeepsEnd">Whether its start is what is cut, as of a path, whose end tells it from the others.</param>
internal readonly record struct TextColumn(string Title, bool IsNumber = false, bool MayBeCut = false, bool KeepsEnd = false);
