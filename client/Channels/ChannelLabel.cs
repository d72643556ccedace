namespace Moltbot.Gateway.Channels;

/// <summary>How a platform is shown to people.</summary>
/// <param name="Short">Its name.</param>
/// <param name="Detail">What an account of it is.</param>
/// <param name="SystemImage">The symbol that the original's desktop client shows for it.</param>
public sealed record ChannelLabel(string Short, string Detail, string SystemImage);
