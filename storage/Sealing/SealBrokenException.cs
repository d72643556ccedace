namespace Moltbot.Storage.Sealing;

/// <summary>A sealed payload was altered, moved to another row, or sealed under another key.</summary>
public sealed class SealBrokenException(string message, Exception? innerException = null) : Exception(message, innerException);
