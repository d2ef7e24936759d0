using System.Text.Json;

namespace Hotmail.Pacing.Tool.Tests;

/// <summary>What one run of the tool came to.</summary>
public sealed record ToolRun(int Code, string Output, string Error)
{
    /// <summary>The whole output as one JSON document.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>A run that did what it was asked.</summary>
    public ToolRun Done()
    {
        Assert.Equal((0, ""), (Code, Error));
        return this;
    }

    /// <summary>A run that failed, with one line of error.</summary>
    public ToolRun Failed(int code, string says)
    {
        Assert.Equal(code, Code);
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Contains(says, Error, StringComparison.Ordinal);
        Assert.Equal("", Output);
        return this;
    }
}
