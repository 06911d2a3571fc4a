namespace CityActors.Silo.Hosting.Settings;

/// <summary>What a command line can ask the host to do.</summary>
public enum CityVerb
{
    /// <summary>Start the city and run it until it is stopped.</summary>
    Start,

    /// <summary>Copy what is whole of a damaged log and list what is not.</summary>
    Repair,

    /// <summary>Empty the registry and project it again.</summary>
    RebuildRegistry,

    /// <summary>Empty the list of definitions and project it again.</summary>
    RebuildDefinitions,

    /// <summary>Say what can be asked for.</summary>
    Help,

    /// <summary>Say which version this is.</summary>
    Version,
}
