using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Cli.Printing;

/// <summary>Everything a run says. Credentials in use are struck out wherever they would appear.</summary>
internal sealed class Printer(CliHost host, bool json)
{
    private const string Struck = "***";
    private const int ShortestSecret = 4;

    /// <summary>Whether JSON was asked for.</summary>
    public bool IsJson { get; } = json;

    public TimeProvider Time => host.Time;

    /// <summary>Never shows this text again. Shorter ones would strike out half of every answer.</summary>
    public void Hide(string? secret)
    {
        if (secret is { Length: >= ShortestSecret })
        {
            host.Secrets.Add(secret);
        }
    }

    /// <summary>A line of another's text, or ours.</summary>
    public void Line(string text = "") => host.Out.WriteLine(WithoutSecrets(PlainText.Line(text)));

    /// <summary>A piece of an answer as it comes.</summary>
    public void Piece(string text)
    {
        host.Out.Write(WithoutSecrets(PlainText.Lines(text)));
        host.Out.Flush();
    }

    /// <summary>A remark that is no part of the answer.</summary>
    public void Note(string text) => host.Error.WriteLine(WithoutSecrets(PlainText.Line(text)));

    public void Json(JsonElement value) => host.Out.WriteLine(WithoutSecrets(JsonText.Of(value)));

    public void Json(JsonNode? value) => host.Out.WriteLine(WithoutSecrets(JsonText.Of(value)));

    /// <summary>Rows under headings; nothing but <paramref name="whenEmpty"/> when there are none.</summary>
    public void Table(string whenEmpty, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        if (rows.Count == 0)
        {
            Line(whenEmpty);
            return;
        }

        TextTable.Write(host, headings, [.. rows.Select(row => row.Select(cell => WithoutSecrets(PlainText.Line(cell))).ToList())]);
    }

    /// <summary>Names and values, one a line; those without a value are left out.</summary>
    public void Fields(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var width = 0;
        foreach (var (name, value) in fields)
        {
            width = value is null ? width : Math.Max(width, name.Length);
        }

        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                Line($"{name.PadRight(width)}  {value}");
            }
        }
    }

    /// <summary>A failure: text on the error stream, and with <c>--json</c> an object in the answer's place.</summary>
    public void Failure(CliException failure)
    {
        if (IsJson)
        {
            var error = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Message, ["hint"] = failure.Hint };
            if (failure.Details is { } details)
            {
                error["details"] = details.DeepClone();
            }

            Json(new JsonObject { ["ok"] = false, ["exitCode"] = failure.ExitCode, ["error"] = error });
        }

        host.Error.WriteLine(WithoutSecrets($"moltbot: {PlainText.Lines(failure.Message)}"));
        foreach (var line in failure.Hint?.Split('\n') ?? [])
        {
            host.Error.WriteLine(WithoutSecrets($"  {PlainText.Line(line)}"));
        }
    }

    private string WithoutSecrets(string text)
    {
        foreach (var secret in host.Secrets)
        {
            text = text.Replace(secret, Struck, StringComparison.Ordinal);
        }

        return text;
    }
}
