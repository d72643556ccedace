using System.Globalization;

namespace Moltbot.Models.Transport;

/// <summary>A peer sent more than is read.</summary>
internal sealed class StreamLimitException(string what, long limit)
    : IOException(string.Create(CultureInfo.InvariantCulture, $"A {what} of the answer is longer than {limit} bytes."));
