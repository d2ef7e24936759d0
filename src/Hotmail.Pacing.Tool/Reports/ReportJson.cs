using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotmail.Pacing.Sqlite.Commands;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>The reports as JSON, in the form of <see cref="CommandJson"/>.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(ListReport))]
[JsonSerializable(typeof(ShowReport))]
[JsonSerializable(typeof(RetryReport))]
[JsonSerializable(typeof(MoveReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(CancelReport))]
[JsonSerializable(typeof(GroupReport))]
[JsonSerializable(typeof(DomainCheckReport))]
[JsonSerializable(typeof(MessageCheckReport))]
[JsonSerializable(typeof(ComplaintReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    private static ReportJson? s_readable;

    /// <summary>Indented, and letters as they are.</summary>
    public static ReportJson Readable => s_readable ??= new(new JsonSerializerOptions(CommandJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = null,
    });
}
