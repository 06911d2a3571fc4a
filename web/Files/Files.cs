using System.Globalization;

namespace CityActors.Web.Files;

/// <summary>Files as people read them.</summary>
internal static class Files
{
    /// <summary>A size in the unit that people compare.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.CurrentCulture, $"{bytes:N0} B"),
        < 1 << 20 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0:N1} KiB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1048576.0:N1} MiB"),
    };
}
