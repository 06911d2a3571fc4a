using System.Xml.Linq;

namespace CityActors.Architecture.Tests.Arrows;

/// <summary>What a project file says it references.</summary>
internal static class ProjectFile
{
    /// <summary>Names of referenced assemblies of ours and of packages.</summary>
    public static IReadOnlyList<string> References(string xml)
    {
        var project = XDocument.Parse(xml);
        var projects = Names(project, "ProjectReference").Select(static path => path.Replace('\\', '/')).Select(static path =>
            Floor.All.SingleOrDefault(floor => Path.GetFileName(floor.Project) == Path.GetFileName(path))?.Assembly
            ?? Path.GetFileNameWithoutExtension(path));
        return [.. projects, .. Names(project, "PackageReference")];
    }

    private static IEnumerable<string> Names(XDocument project, string element) =>
        project.Descendants(element).Select(static reference => (string?)reference.Attribute("Include")).OfType<string>();
}
