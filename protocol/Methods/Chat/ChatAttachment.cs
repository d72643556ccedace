namespace Moltbot.Protocol.Methods.Chat;

/// <summary>An attachment; read leniently with <c>TryRead</c>.</summary>
public sealed partial record ChatAttachment
{
    /// <summary>Kind as the client says.</summary>
    public string? Type { get; init; }

    /// <summary>Type as the client says; the bytes decide.</summary>
    public string? MimeType { get; init; }

    /// <summary>Name.</summary>
    public string? FileName { get; init; }

    /// <summary>Base64 or a data URL.</summary>
    public string? Content { get; init; }
}
