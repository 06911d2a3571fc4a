namespace CityActors.Silo.Hosting.Settings;

/// <summary>What the command line asks for: a verb or a start, with the settings it gives.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Settings">Configuration keys with values.</param>
public sealed record CityCommand(CityVerb Verb, IReadOnlyDictionary<string, string?> Settings)
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--data"] = "City:Data",
        ["--http"] = "City:Http",
        ["--mqtt"] = "City:Mqtt",
        ["--role"] = "City:Role",
        ["--history"] = "City:History",
    };

    private static readonly string[] Sections = ["--City:", "--Logging:"];

    /// <summary>Reads a command line.</summary>
    /// <exception cref="StartRefusedException">A switch is unknown or lacks its value.</exception>
    public static CityCommand Parse(IReadOnlyList<string> arguments)
    {
        var verb = CityVerb.Start;
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < arguments.Count; at++)
        {
            var (name, value) = Split(arguments[at]);
            switch (name)
            {
                case "--help" or "-h" or "help":
                    return new CityCommand(CityVerb.Help, settings);
                case "--version":
                    return new CityCommand(CityVerb.Version, settings);
                case "repair" when verb == CityVerb.Start:
                    verb = CityVerb.Repair;
                    break;
                case "rebuild" when verb == CityVerb.Start && at + 1 < arguments.Count && arguments[at + 1] == "registry":
                    verb = CityVerb.RebuildRegistry;
                    at++;
                    break;
                case "rebuild" when verb == CityVerb.Start && at + 1 < arguments.Count && arguments[at + 1] == "definitions":
                    verb = CityVerb.RebuildDefinitions;
                    at++;
                    break;
                case "--demo":
                    settings["City:Demo"] = value ?? "true";
                    break;
                default:
                    var key = Key(name);
                    settings[key] = value ?? (at + 1 < arguments.Count && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal)
                        ? arguments[++at]
                        : throw Refuse($"{name} ({key}) needs a value."));
                    break;
            }
        }

        return new CityCommand(verb, settings);
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.StartsWith('-') && argument.IndexOf('=') is var equals and > 0
            ? (argument[..equals], argument[(equals + 1)..])
            : (argument, null);

    private static string Key(string name)
    {
        if (Switches.TryGetValue(name, out var key))
        {
            return key;
        }

        return Sections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase) && name.Length > section.Length)
            ? name[2..]
            : throw Refuse(
                $"'{name}' is not known: expected {string.Join(", ", Switches.Keys)}, --demo, --City:KEY=VALUE, repair, rebuild registry, "
                + "rebuild definitions, --help or --version.");
    }

    private static StartRefusedException Refuse(string sentence) => new(sentence, StartRefusedException.BadConfiguration);
}
