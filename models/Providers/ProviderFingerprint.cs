using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Models.Providers;

/// <summary>Whether two options mean the same client. A hash, so that a cache of keys is not a cache of secrets.</summary>
internal static class ProviderFingerprint
{
    public static string Of(ModelProviderOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, options.Id);
        Add(hash, options.BaseUrl.AbsoluteUri);
        Add(hash, options.ApiKey);
        Add(hash, options.Api.Name());
        Add(hash, options.AllowPrivateNetwork ? "1" : "0");
        foreach (var (name, value) in options.Headers.OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
        {
            Add(hash, name);
            Add(hash, value);
        }

        foreach (var model in options.Models)
        {
            Add(hash, model.Id);
            Add(hash, model.MaxTokens?.ToString(CultureInfo.InvariantCulture));
            Add(hash, model.Reasoning ? "1" : "0");
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string? part)
    {
        // Lengths first, so that two fields cannot be shifted into one another; -1 tells null from empty.
        var bytes = Encoding.UTF8.GetBytes(part ?? "");
        hash.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
        hash.AppendData(bytes);
    }
}
