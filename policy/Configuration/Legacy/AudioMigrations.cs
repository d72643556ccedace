using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>Transcription by a program became one of the models that understand sound.</summary>
internal static class AudioMigrations
{
    public static void Apply(JsonObject document, List<string> changes)
    {
        if (document.Shape("audio") is not { } audio)
            return;
        MoveTranscription(document, audio, "transcription", "audio.transcription", changes);
        document.DropIfEmpty("audio");
    }

    public static void MoveTranscription(JsonObject document, JsonObject parent, string key, string oldPath, List<string> changes)
    {
        if (!parent.ContainsKey(key))
            return;
        if (ToModel(parent.Take(key)) is not { } model)
        {
            changes.Add($"Removed {oldPath} (unsupported transcription CLI).");
            return;
        }
        var audio = document.Ensure("tools").Ensure("media").Ensure("audio");
        if (audio["models"] is JsonArray { Count: > 0 })
        {
            changes.Add($"Removed {oldPath} (tools.media.audio.models already set).");
            return;
        }
        audio["enabled"] = true;
        audio["models"] = new JsonArray(model);
        changes.Add($"Moved {oldPath} → tools.media.audio.models.");
    }

    /// <summary>Only one program is known to work with the newer form.</summary>
    private static JsonObject? ToModel(JsonNode? old)
    {
        if (old is not JsonObject transcription || transcription["command"] is not JsonArray { Count: > 0 } command)
            return null;
        var program = Kinds.Id(command[0])?.Trim() ?? "";
        if (program.Split('/', '\\')[^1] != "whisper")
            return null;
        var model = new JsonObject { ["command"] = program, ["type"] = "cli" };
        if (command.Count > 1)
            model["args"] = new JsonArray([.. command.Skip(1).Select(static part => JsonValue.Create(Kinds.Id(part) ?? ""))]);
        if (Kinds.Number(transcription["timeoutSeconds"]) is not null)
            model["timeoutSeconds"] = transcription["timeoutSeconds"]!.DeepClone();
        return model;
    }
}
