using System.Globalization;
using System.Reflection;
using System.Resources;
using CityActors.Silo.Hosting.Settings;

namespace CityActors.Silo.Hosting;

/// <summary>What the host says to people: Vietnamese first, English beside. The sentences stand in CityTexts.resx.</summary>
internal static class CityTexts
{
    private static readonly ResourceManager Texts = new("CityActors.Silo.Hosting.CityTexts", typeof(CityTexts).Assembly);

    /// <summary>Prints what can be asked for.</summary>
    public static int PrintHelp(TextWriter output) => Print(output, "Help");

    /// <summary>Prints the version.</summary>
    public static int PrintVersion(TextWriter output) => Print(output, "Version", Version);

    /// <summary>Prints where the city listens and what to open.</summary>
    public static void PrintAddresses(TextWriter output, CityOptions options) =>
        Print(output, "Addresses", Version, options.Http, options.Mqtt, options.DataPath);

    /// <summary>Prints that the registry was made anew.</summary>
    public static int PrintRebuilt(TextWriter output, long twins, int types) => Print(output, "Rebuilt", twins, types);

    /// <summary>Prints that the list of definitions was made anew.</summary>
    public static int PrintDefinitionsRebuilt(TextWriter output, int definitions) => Print(output, "DefinitionsRebuilt", definitions);

    /// <summary>Prints that the log is whole.</summary>
    public static int PrintNothingToRepair(TextWriter output, string data) => Print(output, "NothingToRepair", data);

    /// <summary>Prints that the log was repaired.</summary>
    public static int PrintRepaired(TextWriter output, long frames, string kept) => Print(output, "Repaired", frames, kept);

    private static string Version { get; } = typeof(CityTexts).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private static int Print(TextWriter output, string name, params object[] values)
    {
        var text = Texts.GetString(name, CultureInfo.InvariantCulture)
            ?? throw new MissingManifestResourceException($"CityTexts.resx has no text '{name}'.");
        output.WriteLine(values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values));
        output.Flush();
        return 0;
    }
}
