namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Asks for a file.</summary>
/// <param name="FileId">Its id.</param>
internal sealed record GetFileRequest(string FileId);
