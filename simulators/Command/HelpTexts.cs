namespace CityActors.Simulators.Command;

/// <summary>What --help prints.</summary>
internal static class HelpTexts
{
    /// <summary>Of all verbs.</summary>
    public const string All = """
        simulators: a synthetic city, its devices, and recorded data.

          simulators city    writes or defines a synthetic city
          simulators load    drives a city at a fixed rate and counts what becomes of every reading
          simulators replay  feeds recorded data as if its devices sent it now
          simulators hash    sums up what a city knows, to compare two runs

        simulators VERB --help says more. Results go to standard output as JSON, sentences to standard error.
        Exit code: 0 done; 1 not everything arrived or the city was not reached; 2 the command line is wrong.
        """;

    /// <summary>Of <c>city</c>.</summary>
    public const string City = """
        simulators city --twins N [--seed 42] [--out FILE | --to http://HOST:PORT] [--zones FILE]

        Writes a synthetic city with Vietnamese names; the same seed and number give the same bytes. N does not count zones.

          --twins N     100 - 20,000,000
          --seed S      any whole number; default 42
          --out FILE    NGSI-LD entities as JSON lines; default: standard output
          --zones FILE  zones as GeoJSON; default: FILE with the ending .zones.geojson; none for standard output
          --to URL      defines zones and entities in a running city instead
        """;
}
